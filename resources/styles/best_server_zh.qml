<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis styleCategories="Symbology|Labeling|Rendering" maxScale="0" hasScaleBasedVisibilityFlag="0" version="3.22.16-Białowieża" minScale="1e+08">
  <pipe-data-defined-properties>
    <Option type="Map">
      <Option value="" type="QString" name="name"/>
      <Option name="properties"/>
      <Option value="collection" type="QString" name="type"/>
    </Option>
  </pipe-data-defined-properties>
  <pipe>
    <provider>
      <resampling zoomedOutResamplingMethod="nearestNeighbour" enabled="false" zoomedInResamplingMethod="nearestNeighbour" maxOversampling="2"/>
    </provider>
    <rasterrenderer alphaBand="-1" nodataColor="" type="paletted" opacity="1" band="1">
      <minMaxOrigin>
        <limits>None</limits>
        <extent>WholeRaster</extent>
        <statAccuracy>Estimated</statAccuracy>
        <cumulativeCutLower>0.02</cumulativeCutLower>
        <cumulativeCutUpper>0.98</cumulativeCutUpper>
        <stdDevFactor>2</stdDevFactor>
      </minMaxOrigin>
      <colorPalette>
        <paletteEntry value="0" label="扇区 0" color="#a6cee3" alpha="255"/>
        <paletteEntry value="1" label="扇区 1" color="#cab2d6" alpha="255"/>
        <paletteEntry value="2" label="扇区 2" color="#b2df8a" alpha="255"/>
        <paletteEntry value="3" label="扇区 3" color="#d9d2a6" alpha="255"/>
        <paletteEntry value="4" label="扇区 4" color="#8fb8c9" alpha="255"/>
        <paletteEntry value="5" label="扇区 5" color="#c9a6b8" alpha="255"/>
        <paletteEntry value="6" label="扇区 6" color="#9fc9b0" alpha="255"/>
        <paletteEntry value="7" label="扇区 7" color="#b8b8d9" alpha="255"/>
        <paletteEntry value="8" label="扇区 8" color="#d9c6e3" alpha="255"/>
        <paletteEntry value="9" label="扇区 9" color="#a8d0d0" alpha="255"/>
        <paletteEntry value="10" label="扇区 10" color="#c6d9a0" alpha="255"/>
        <paletteEntry value="11" label="扇区 11" color="#b0bcc8" alpha="255"/>
        <paletteEntry value="12" label="扇区 12" color="#a6cee3" alpha="255"/>
        <paletteEntry value="13" label="扇区 13" color="#cab2d6" alpha="255"/>
        <paletteEntry value="14" label="扇区 14" color="#b2df8a" alpha="255"/>
        <paletteEntry value="15" label="扇区 15" color="#d9d2a6" alpha="255"/>
        <paletteEntry value="16" label="扇区 16" color="#8fb8c9" alpha="255"/>
        <paletteEntry value="17" label="扇区 17" color="#c9a6b8" alpha="255"/>
        <paletteEntry value="18" label="扇区 18" color="#9fc9b0" alpha="255"/>
        <paletteEntry value="19" label="扇区 19" color="#b8b8d9" alpha="255"/>
        <paletteEntry value="20" label="扇区 20" color="#d9c6e3" alpha="255"/>
        <paletteEntry value="21" label="扇区 21" color="#a8d0d0" alpha="255"/>
        <paletteEntry value="22" label="扇区 22" color="#c6d9a0" alpha="255"/>
        <paletteEntry value="23" label="扇区 23" color="#b0bcc8" alpha="255"/>
        <paletteEntry value="24" label="扇区 24" color="#a6cee3" alpha="255"/>
        <paletteEntry value="25" label="扇区 25" color="#cab2d6" alpha="255"/>
        <paletteEntry value="26" label="扇区 26" color="#b2df8a" alpha="255"/>
        <paletteEntry value="27" label="扇区 27" color="#d9d2a6" alpha="255"/>
        <paletteEntry value="28" label="扇区 28" color="#8fb8c9" alpha="255"/>
        <paletteEntry value="29" label="扇区 29" color="#c9a6b8" alpha="255"/>
        <paletteEntry value="30" label="扇区 30" color="#9fc9b0" alpha="255"/>
        <paletteEntry value="31" label="扇区 31" color="#b8b8d9" alpha="255"/>
        <paletteEntry value="32" label="扇区 32" color="#d9c6e3" alpha="255"/>
        <paletteEntry value="33" label="扇区 33" color="#a8d0d0" alpha="255"/>
        <paletteEntry value="34" label="扇区 34" color="#c6d9a0" alpha="255"/>
        <paletteEntry value="35" label="扇区 35" color="#b0bcc8" alpha="255"/>
        <paletteEntry value="36" label="扇区 36" color="#a6cee3" alpha="255"/>
        <paletteEntry value="37" label="扇区 37" color="#cab2d6" alpha="255"/>
        <paletteEntry value="38" label="扇区 38" color="#b2df8a" alpha="255"/>
        <paletteEntry value="39" label="扇区 39" color="#d9d2a6" alpha="255"/>
        <paletteEntry value="40" label="扇区 40" color="#8fb8c9" alpha="255"/>
        <paletteEntry value="41" label="扇区 41" color="#c9a6b8" alpha="255"/>
        <paletteEntry value="42" label="扇区 42" color="#9fc9b0" alpha="255"/>
        <paletteEntry value="43" label="扇区 43" color="#b8b8d9" alpha="255"/>
        <paletteEntry value="44" label="扇区 44" color="#d9c6e3" alpha="255"/>
        <paletteEntry value="45" label="扇区 45" color="#a8d0d0" alpha="255"/>
        <paletteEntry value="46" label="扇区 46" color="#c6d9a0" alpha="255"/>
        <paletteEntry value="47" label="扇区 47" color="#b0bcc8" alpha="255"/>
        <paletteEntry value="48" label="扇区 48" color="#a6cee3" alpha="255"/>
        <paletteEntry value="49" label="扇区 49" color="#cab2d6" alpha="255"/>
        <paletteEntry value="50" label="扇区 50" color="#b2df8a" alpha="255"/>
        <paletteEntry value="51" label="扇区 51" color="#d9d2a6" alpha="255"/>
        <paletteEntry value="52" label="扇区 52" color="#8fb8c9" alpha="255"/>
        <paletteEntry value="53" label="扇区 53" color="#c9a6b8" alpha="255"/>
        <paletteEntry value="54" label="扇区 54" color="#9fc9b0" alpha="255"/>
        <paletteEntry value="55" label="扇区 55" color="#b8b8d9" alpha="255"/>
        <paletteEntry value="56" label="扇区 56" color="#d9c6e3" alpha="255"/>
        <paletteEntry value="57" label="扇区 57" color="#a8d0d0" alpha="255"/>
        <paletteEntry value="58" label="扇区 58" color="#c6d9a0" alpha="255"/>
        <paletteEntry value="59" label="扇区 59" color="#b0bcc8" alpha="255"/>
      </colorPalette>
    </rasterrenderer>
    <brightnesscontrast gamma="1" contrast="0" brightness="0"/>
    <huesaturation grayscaleMode="0" saturation="0" invertColors="0" colorizeRed="255" colorizeGreen="128" colorizeStrength="100" colorizeOn="0" colorizeBlue="128"/>
    <rasterresampler maxOversampling="2"/>
    <resamplingStage>resamplingFilter</resamplingStage>
  </pipe>
  <blendMode>0</blendMode>
</qgis>
